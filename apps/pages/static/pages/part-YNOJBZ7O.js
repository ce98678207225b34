import{a,b,c}from"./part-IJVKM5X4.js";import"./part-ZJIOX3OZ.js";import"./part-UA3FRZVZ.js";export{c as findUnsentVoiceComments,a as getVoiceComment,b as saveVoiceComment};
