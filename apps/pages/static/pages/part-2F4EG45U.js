import{a,b,c,d,e}from"./part-CQZQUP5Y.js";import"./part-UJLIDFUD.js";import"./part-UA3FRZVZ.js";export{d as disablePush,c as enablePush,a as pushState,b as refreshPushState,e as renewSubscription};
