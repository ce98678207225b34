var r="./file-2JEPFXA2.css";export{r as a};
