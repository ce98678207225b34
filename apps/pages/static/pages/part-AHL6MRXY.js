import{a,b,c}from"./part-4RYMBAZV.js";import"./part-IGFLKVX3.js";export{c as findUnsentVoiceComments,a as getVoiceComment,b as saveVoiceComment};
