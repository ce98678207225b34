import{a,b,c}from"./part-SN3RDCV7.js";import"./part-PZ7QNHBA.js";export{c as findUnsentVoiceComments,a as getVoiceComment,b as saveVoiceComment};
