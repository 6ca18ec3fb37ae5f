import type { journeys } from '../../routes/map.ts';
import type { SaidOf } from './said.ts';

export const discovery: SaidOf<typeof journeys.discovery> = {
  openapi: {
    description: 'This document. Read by pages of every origin.',
    answers: { contract: { openapi: '3.1.0', info: { title: 'Keycard', version: '1' } } },
  },
  jwks: {
    description: 'Read by pages of every origin. While no login has made the key that signs next, nobody may keep the answer.',
    answers: {
      one: {
        keys: [
          {
            kty: 'EC',
            crv: 'P-256',
            x: 'a_Pd7oALY-TMUjyzRlbQrhp_FCbmRG1QRoe1nk8E-08',
            y: 'X6Boshd0muNbu997T1GNmukrmJXmROy0K2DDTgal3Lg',
            kid: '230',
            use: 'sig',
            alg: 'ES256',
          },
        ],
      },
    },
  },
};
