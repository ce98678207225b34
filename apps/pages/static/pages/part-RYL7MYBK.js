import{b as a,c as b}from"./part-47F45L3G.js";import"./part-WUU6M42N.js";import"./part-VHBMJRJ5.js";import"./part-2RYFRGK2.js";import"./part-UA3FRZVZ.js";export{b as answerQueue,a as fileStore};
