import{a,b,c}from"./part-Q5FADVBZ.js";import"./part-KE57HJ2K.js";export{c as findUnsentVoiceComments,a as getVoiceComment,b as saveVoiceComment};
