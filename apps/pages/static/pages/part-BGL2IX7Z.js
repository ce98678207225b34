import{a,b,c}from"./part-SWRC24JR.js";import"./part-HLTYPTNK.js";export{c as findUnsentVoiceComments,a as getVoiceComment,b as saveVoiceComment};
