import{a,b,c,d,e}from"./part-ZUVNVGD2.js";import"./part-AN3AVNYK.js";export{d as disablePush,c as enablePush,a as pushState,b as refreshPushState,e as renewSubscription};
