import{a,b,c}from"./part-AHFB44E3.js";import"./part-INLZCDTC.js";export{c as findUnsentVoiceComments,a as getVoiceComment,b as saveVoiceComment};
