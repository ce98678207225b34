import{a,b,c,d,e}from"./part-ZGUIBD6S.js";import"./part-NS2II7P7.js";import"./part-UA3FRZVZ.js";export{d as disablePush,c as enablePush,a as pushState,b as refreshPushState,e as renewSubscription};
