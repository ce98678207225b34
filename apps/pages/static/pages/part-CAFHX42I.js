import{a,b,c,d,e}from"./part-XFTHJZTP.js";import"./part-Y2TBUR72.js";import"./part-UA3FRZVZ.js";export{d as disablePush,c as enablePush,a as pushState,b as refreshPushState,e as renewSubscription};
