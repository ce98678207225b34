import{a}from"./part-MMFLXMUI.js";import"./part-CRHHD5SQ.js";import"./part-VOBN4TB3.js";import"./part-UA3FRZVZ.js";export{a as answerQueue};
