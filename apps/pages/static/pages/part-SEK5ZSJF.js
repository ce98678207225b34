import{a,b,c,d,e}from"./part-FRX42OZE.js";import"./part-UQFXR6PW.js";import"./part-UA3FRZVZ.js";export{d as disablePush,c as enablePush,a as pushState,b as refreshPushState,e as renewSubscription};
