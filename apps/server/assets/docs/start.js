// Everything comes from this server; the address of the contract is relative, so that a base path does not matter.
window.SwaggerUIBundle({ url: 'openapi.json', dom_id: '#docs', deepLinking: true, validatorUrl: null });
