import{b as a,c as b}from"./part-DQ6OV44F.js";import"./part-24JJPCS7.js";import"./part-CGEOI3YC.js";import"./part-OHL2XSLJ.js";import"./part-UA3FRZVZ.js";export{b as answerQueue,a as fileStore};
