import{a,b,c}from"./part-JAZT7DB3.js";import"./part-ZD5S3DSM.js";import"./part-UA3FRZVZ.js";export{c as findUnsentVoiceComments,a as getVoiceComment,b as saveVoiceComment};
