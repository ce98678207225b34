import{a,b,c,d,e}from"./part-EKVCNOAX.js";import"./part-VN4GN3IV.js";import"./part-UA3FRZVZ.js";export{d as disablePush,c as enablePush,a as pushState,b as refreshPushState,e as renewSubscription};
