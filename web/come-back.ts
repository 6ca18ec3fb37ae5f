/** A page that the browser has kept as it was, password and all, would show whoever goes back what another one left there. */
export function comeBackAnew(): void {
  addEventListener('pagehide', ({ persisted }) => {
    document.documentElement.hidden = persisted;
  });
  addEventListener('pageshow', ({ persisted }) => persisted && location.reload());
}
