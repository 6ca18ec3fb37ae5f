// Opens the viewer of the contract (swagger-ui) in the page that functions/docs.ts writes.
window.SwaggerUIBundle({
  url: 'v1/openapi.json',
  dom_id: '#viewer',
  deepLinking: true,
  docExpansion: 'list',
  defaultModelsExpandDepth: 0,
  displayRequestDuration: true,
  // Nothing is asked of any other host.
  validatorUrl: null,
});
