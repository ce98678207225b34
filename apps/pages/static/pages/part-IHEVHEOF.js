import{a,b,c,d,e}from"./part-ESXNIG3O.js";import"./part-HNKCOGC6.js";import"./part-UA3FRZVZ.js";export{d as disablePush,c as enablePush,a as pushState,b as refreshPushState,e as renewSubscription};
