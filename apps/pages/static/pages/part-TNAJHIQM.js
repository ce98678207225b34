import{a,b,c,d,e}from"./part-EANDUGSC.js";import"./part-H47Z4M4E.js";import"./part-UA3FRZVZ.js";export{d as disablePush,c as enablePush,a as pushState,b as refreshPushState,e as renewSubscription};
