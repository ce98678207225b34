import{a,b,c,d,e}from"./part-G32BYWOV.js";import"./part-X3VDGDVP.js";export{d as disablePush,c as enablePush,a as pushState,b as refreshPushState,e as renewSubscription};
