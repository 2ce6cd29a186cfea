// An OpenID provider as the sector has them, `node provider.js settings.json`, on loopback.
//
// The settings say who it is (`issuer`, `port`, `keys`), whom it knows (`clients`), and what its
// tokens say: `audience`, `scope`, `algorithm`, and `claims` for each client. With `people` it is
// FAPI 2.0: pushed requests, PKCE and DPoP, and somebody logs in; without, machines ask for tokens.

import { readFileSync } from 'node:fs';
import { Provider } from 'oidc-provider';

const settings = JSON.parse(readFileSync(process.argv[2], 'utf8'));

const server = () => ({
  scope: settings.scope,
  audience: settings.audience,
  accessTokenTTL: settings.seconds,
  accessTokenFormat: 'jwt',
  jwt: { sign: { alg: settings.algorithm } },
});

async function granted(ctx) {
  const grant = new ctx.oidc.provider.Grant({
    clientId: ctx.oidc.client.clientId,
    accountId: ctx.oidc.session.accountId,
  });
  grant.addOIDCScope('openid');
  grant.addResourceScope(settings.audience, settings.scope);
  await grant.save();
  return grant;
}

const people = {
  features: {
    devInteractions: { enabled: true },
    dPoP: { enabled: true },
    fapi: { enabled: true, profile: '2.0' },
    pushedAuthorizationRequests: { enabled: true, requirePushedAuthorizationRequests: true },
  },
  findAccount: (_, sub) => ({ accountId: sub, claims: () => ({ sub }) }),
  loadExistingGrant: granted,
};

const machines = {
  features: {
    devInteractions: { enabled: false },
    clientCredentials: { enabled: true },
    dPoP: { enabled: true },
  },
};

const kind = settings.people ? people : machines;
const provider = new Provider(settings.issuer, {
  ...kind,
  clients: settings.clients,
  jwks: settings.keys,
  scopes: ['openid'],
  clientDefaults: { id_token_signed_response_alg: settings.algorithm },
  enabledJWA: { idTokenSigningAlgValues: [settings.algorithm, 'RS256'] },
  dPoPSigningAlgValues: ['ES256'],
  extraTokenClaims: (_, token) => settings.claims[token.clientId],
  cookies: { keys: [settings.cookie] },
  features: {
    ...kind.features,
    resourceIndicators: {
      enabled: true,
      defaultResource: () => settings.audience,
      useGrantedResource: () => true,
      getResourceServerInfo: server,
    },
  },
});

provider.on('server_error', (_, error) => console.error(error));
provider.listen(settings.port, '127.0.0.1', () => console.log('listening'));
