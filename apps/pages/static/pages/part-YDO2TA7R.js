import{a,b,c}from"./part-HDZSUNZG.js";import"./part-NZTZ5GDJ.js";export{c as findUnsentVoiceComments,a as getVoiceComment,b as saveVoiceComment};
