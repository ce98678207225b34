import{a,b,c}from"./part-I7MHKBGZ.js";import"./part-ZQV3CIKT.js";export{c as findUnsentVoiceComments,a as getVoiceComment,b as saveVoiceComment};
