import type { ProblemPageWords } from '../problem-pages.ts';

export const problemPages: ProblemPageWords = {
  whatToDo: 'Co dělat',
  carries: 'Co může odpověď navíc obsahovat',
  everyProblem: 'Pro programy: odpověď s tímto kódem má vždy tento stav. Rozhodujte se podle kódu; název je pro lidi.',
  contract: 'Celé rozhraní (OpenAPI)',
  about: {
    invalid_request: {
      means: 'Něco přišlo v jiné podobě, než toto volání přijímá: některé pole chybí, je neznámé nebo neplatné.',
      next: 'Opravte pole, která uvádí `errors`. Pokud formulář takové pole nemá, je chyba v programu.',
    },
    invalid_credentials: {
      means: 'Uživatelské jméno a heslo k sobě nepatří. Co z toho nesouhlasí, neprozrazujeme.',
      next: 'Zkontrolujte obojí a zkuste to znovu, nebo si nastavte nové heslo.',
    },
    invalid_code: {
      means: 'Kód není ten správný: je v něm překlep, existuje novější, nebo už byl použit. Pokus se počítá.',
      next: 'Zadejte nejnovější kód. Po pěti chybných začněte znovu.',
    },
    invalid_challenge: {
      means: 'Toto přihlášení už bylo dokončeno, nebo se mezitím změnilo dvoufázové přihlášení.',
      next: 'Přihlaste se znovu.',
    },
    session_required: {
      means: 'Nikdo tu není přihlášen, nebo relace skončila. Volání správce chybí potřebný podpis AWS.',
      next: 'Přihlaste se znovu. Program relaci jednou obnoví a pak požádá o přihlášení; správce podepisuje pomocí SigV4.',
    },
    client_token_required: {
      means:
        'Toto volání je jen pro server obchodu. Jeho token chybí, po 15 minutách vypršel, nebo skončil s klientem, jeho oprávněním či tajemstvím.',
      next: 'Server si svým id a tajemstvím vyžádá nový token (POST /token, scope challenges) a zavolá znovu.',
    },
    invalid_token: {
      means: 'Odkaz není od nás, nebo jeho část chybí.',
      next: 'Otevřete odkaz z e-mailu znovu a celý, nebo si vyžádejte nový.',
    },
    api_login_refused: {
      means: 'Program se chtěl přihlásit jen heslem, ale tento účet má dvoufázové přihlášení.',
      next: 'Použijte pro program účet bez dvoufázového přihlášení.',
    },
    password_reset_required: {
      means: 'Heslo je správné, ale už neplatí: přišlo po něm třicet chybných kódů za sebou, nebo majitel účtu oznámil „To nejsem já“.',
      next: 'Nastavte si nové heslo. Obchod, který se o hesla stará sám, to pak oznámí (`passwordChangedAt` u zákazníka).',
    },
    origin_refused: {
      means: 'Volání přišlo z webové stránky, která není mezi povolenými.',
      next: 'Provozovatel služby přidá její původ do volby `allowedOrigins`.',
    },
    captcha_failed: {
      means: 'CAPTCHA nebyla vyřešena, byla vyřešena příliš dávno, nebo už byla použita. Žádný pokus se nepočítá.',
      next: 'Vyřešte novou.',
    },
    captcha_required: {
      means:
        'U tohoto uživatelského jména bylo zadáno mnoho chybných hesel, proto přihlášení vyžaduje od prohlížeče výpočet. Nic se nepočítá jako pokus.',
      next: 'Stránka počítá sama. Program vyřeší úlohu v `captcha` a pošle totéž přihlášení s řešením.',
    },
    not_found: {
      means:
        'Na této adrese není žádná stránka ani volání, nebo to, o co jde, neexistuje. Stejně se odpovídá i na nepodepsané volání správce.',
      next: 'Zkontrolujte adresu, metodu a u volání správce podpis AWS.',
    },
    two_factor_unavailable: {
      means: 'Obchod dvoufázové přihlášení vypnul.',
      next: 'Nic se neztratilo: co bylo nastaveno, bude zpět, jakmile je obchod znovu zapne.',
    },
    already_enabled: {
      means: 'Dvoufázové přihlášení už je zapnuté, možná před chvílí v jiné záložce.',
      next: 'Načtěte stránku znovu.',
    },
    not_enabled: {
      means: 'Účet nemá dvoufázové přihlášení, možná se před chvílí vypnulo v jiné záložce.',
      next: 'Načtěte stránku znovu.',
    },
    contact_incomplete: {
      means: 'K tomu je potřeba ověřená e-mailová adresa, případně i ověřené telefonní číslo.',
      next: 'Ověřte to, co uvádí `missing`, a zkuste to znovu.',
    },
    no_pending_key: {
      means: 'Žádný klíč pro nastavení nečeká: vypršel, zahodil ho nepovedený pokus, nebo se jinde začalo znovu.',
      next: 'Začněte s nastavením ověřovací aplikace znovu.',
    },
    contact_too_new: {
      means: 'E-mailová adresa nebo telefonní číslo se v posledních 24 hodinách změnily a zatím se k tomu nedají použít.',
      next: 'Zkuste to znovu 24 hodin po změně.',
    },
    username_taken: {
      means: 'Toto uživatelské jméno má jiný zákazník.',
      next: 'Zvolte jiné, nebo vyhledejte toho druhého zákazníka.',
    },
    already_decided: {
      means: 'O této žádosti už někdo rozhodl.',
      next: 'Načtěte žádost znovu.',
    },
    superseded: {
      means:
        'To, k čemu byla žádost schválena, už neplatí: dvoufázové přihlášení bylo mezitím použito nebo změněno, nebo byl účet založen znovu.',
      next: 'Pokud je pomoc stále potřeba, podejte novou žádost.',
    },
    password_unusable: {
      means: 'Nové heslo nelze zvolit; důvod uvádí `reason`.',
      next: 'Zvolte jiné: několik slov, která spolu nesouvisejí, je dlouhé heslo a dobře se pamatuje.',
    },
    password_kept_elsewhere: {
      means: 'O hesla se stará přímo obchod; tady se nenastavují.',
      next: 'Přejděte na stránku obchodu, kterou uvádí `url`.',
    },
    code_expired: {
      means: 'Kód, ať správný nebo chybný, byl zadán pozdě: platí pět minut. Nebo právě žádný neplatí.',
      next: 'Vyžádejte si nový kód, nebo zadejte ten, který aplikace ukazuje teď.',
    },
    challenge_expired: {
      means: 'Od zadání hesla uplynulo více než patnáct minut.',
      next: 'Přihlaste se znovu.',
    },
    recovery_expired: {
      means: 'Odkaz byl použit nebo zrušen, byl poslán novější, nebo je starší než pět minut.',
      next: 'Přihlaste se a vyžádejte si nový odkaz.',
    },
    link_expired: {
      means: 'Odkaz byl použit, byl poslán novější, nebo jeho platnost skončila.',
      next: 'Vyžádejte si nový.',
    },
    precondition_failed: {
      means: 'To, co se mělo změnit, se od načtení změnilo, nebo to, co se mělo jen vytvořit, už existuje.',
      next: 'Načtěte to znovu a změnu pošlete s novým `ETag` v hlavičce `If-Match`. To, co se mělo vytvořit s `If-None-Match: *`, zůstává, jak je.',
    },
    challenge_locked: {
      means: 'Bylo zadáno pět chybných kódů. Teď už neplatí ani ten správný.',
      next: 'Přihlaste se znovu.',
    },
    too_soon: {
      means: 'Poslední kód nebo odkaz je příliš nový, nebo je po chybných kódech potřeba počkat. Co bylo začato, pokračuje.',
      next: 'Počkejte `retryAfter` sekund a udělejte totéž znovu.',
    },
    too_many_attempts: {
      means: 'Příliš mnoho pokusů v krátké době: u tohoto účtu, z této sítě, nebo od všech dohromady.',
      next: 'Počkejte `retryAfter` sekund a zkuste to znovu.',
    },
    delivery_failed: {
      means: 'E-mail nebo SMS se nepodařilo odeslat.',
      next: 'Zkuste to znovu za `retryAfter` sekund. Pokud zpráva přece dorazí, její kód platí.',
    },
    unavailable: {
      means: 'Něco, co služba potřebuje, neodpovědělo. Nikomu se nic nezapočítalo.',
      next: 'Zkuste to znovu za `retryAfter` sekund.',
    },
  },
  fields: {
    detail: 'více o tomto konkrétním případu, anglicky',
    errors: 'jednotlivé chyby: cesta k poli (`path`) a zpráva (`message`)',
    attemptsLeft: 'kolik chybných kódů ještě zbývá',
    missing: 'co je nejdřív potřeba ověřit: `email`, `phone`',
    reason: '`too_short`, `too_long`, `common`, `username`, `shop_name`, nebo `same`: stejné jako předchozí',
    url: 'stránka obchodu',
    captcha: 'úloha, kterou je potřeba vyřešit',
    retryAfter: 'za kolik sekund to zase půjde, také v hlavičce `Retry-After`',
  },
};
