import{a,b,c,d,e}from"./part-VJWQPJ37.js";import"./part-RCGW2WYD.js";import"./part-UA3FRZVZ.js";export{d as disablePush,c as enablePush,a as pushState,b as refreshPushState,e as renewSubscription};
