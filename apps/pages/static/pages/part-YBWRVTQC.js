import{a,b,c}from"./part-B2NYKBJ4.js";import"./part-JJQXO4BH.js";import"./part-UA3FRZVZ.js";export{c as findUnsentVoiceComments,a as getVoiceComment,b as saveVoiceComment};
