import{a,b,c,d,e}from"./part-A6DKAVSH.js";import"./part-JJQXO4BH.js";import"./part-UA3FRZVZ.js";export{d as disablePush,c as enablePush,a as pushState,b as refreshPushState,e as renewSubscription};
