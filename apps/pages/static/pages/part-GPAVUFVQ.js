import{a,b,c}from"./part-GWSWJTLK.js";import"./part-JXE6MJYZ.js";export{c as findUnsentVoiceComments,a as getVoiceComment,b as saveVoiceComment};
