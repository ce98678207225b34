var i=!1;function a(){i||(i=!0,s().catch(()=>{}))}async function s(){var t;let e=(t=globalThis.navigator)==null?void 0:t.storage;e!=null&&e.persist&&!await e.persisted()&&await e.persist()}export{a};
