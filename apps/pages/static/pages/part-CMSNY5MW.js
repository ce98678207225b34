import{a,b,c,d,e}from"./part-S5GORPLV.js";import"./part-CJNUZYO5.js";import"./part-UA3FRZVZ.js";export{d as disablePush,c as enablePush,a as pushState,b as refreshPushState,e as renewSubscription};
