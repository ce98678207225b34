import{a}from"./part-3BXWGTAD.js";import"./part-YNTCI4BG.js";import"./part-JMS6OYNU.js";import"./part-W4LPJECL.js";import"./part-FBPQG66Z.js";import"./part-TDBUAQYI.js";export{a as Excuses};
