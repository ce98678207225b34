import{a,b,c}from"./part-P5O7GQJH.js";import"./part-6ZGDJ3K3.js";import"./part-UA3FRZVZ.js";export{c as findUnsentVoiceComments,a as getVoiceComment,b as saveVoiceComment};
