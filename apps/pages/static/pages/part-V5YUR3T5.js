import{a,b,c,d,e}from"./part-BTVYSE2P.js";import"./part-52IKO3VV.js";import"./part-UA3FRZVZ.js";export{d as disablePush,c as enablePush,a as pushState,b as refreshPushState,e as renewSubscription};
