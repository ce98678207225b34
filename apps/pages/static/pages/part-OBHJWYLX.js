import{a,b,c}from"./part-RBOOCZCV.js";import"./part-2RYFRGK2.js";import"./part-UA3FRZVZ.js";export{c as findUnsentVoiceComments,a as getVoiceComment,b as saveVoiceComment};
