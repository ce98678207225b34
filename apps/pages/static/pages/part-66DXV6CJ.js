import{a}from"./part-XJNW65EP.js";import"./part-HMCQCGYJ.js";import"./part-536U7VK2.js";import"./part-G2B24F5L.js";import"./part-A46TB2RW.js";import"./part-3P5FXIB7.js";export{a as Excuses};
