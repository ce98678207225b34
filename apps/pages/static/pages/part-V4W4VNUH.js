import{a,b,c}from"./part-ERZ3SNO6.js";import"./part-GBOXUWNI.js";export{c as findUnsentVoiceComments,a as getVoiceComment,b as saveVoiceComment};
