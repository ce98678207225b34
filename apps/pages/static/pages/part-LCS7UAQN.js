import{a,b,c,d,e}from"./part-E3THMVQP.js";import"./part-XNOA4SZX.js";export{d as disablePush,c as enablePush,a as pushState,b as refreshPushState,e as renewSubscription};
