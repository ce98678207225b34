import{a,b,c}from"./part-WTBHBBG3.js";import"./part-SJWVXDEP.js";export{c as findUnsentVoiceComments,a as getVoiceComment,b as saveVoiceComment};
