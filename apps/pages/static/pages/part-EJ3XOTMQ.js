import{a,b,c}from"./part-ZQ6A7TAE.js";import"./part-AN3AVNYK.js";export{c as findUnsentVoiceComments,a as getVoiceComment,b as saveVoiceComment};
