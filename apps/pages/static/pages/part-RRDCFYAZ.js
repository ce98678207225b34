import{a,b,c}from"./part-AGYB5IRT.js";import"./part-OWTMX7I7.js";export{c as findUnsentVoiceComments,a as getVoiceComment,b as saveVoiceComment};
