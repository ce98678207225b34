import{a,b,c}from"./part-PDIOEKM6.js";import"./part-SZXSLSLN.js";export{c as findUnsentVoiceComments,a as getVoiceComment,b as saveVoiceComment};
