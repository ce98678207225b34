import{a}from"./part-5PLVYQGC.js";import"./part-3YNFUYJA.js";import"./part-CTCATJY2.js";import"./part-HRN4VVZC.js";export{a as PushQuestion};
