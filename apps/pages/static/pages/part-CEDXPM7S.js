import{a,b,c,d,e}from"./part-LSJALSV2.js";import"./part-6ZGDJ3K3.js";import"./part-UA3FRZVZ.js";export{d as disablePush,c as enablePush,a as pushState,b as refreshPushState,e as renewSubscription};
