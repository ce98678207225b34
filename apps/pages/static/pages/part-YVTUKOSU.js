import{a,b,c,d,e}from"./part-AUNH5BAI.js";import"./part-R3AQFDSL.js";import"./part-UA3FRZVZ.js";export{d as disablePush,c as enablePush,a as pushState,b as refreshPushState,e as renewSubscription};
