var r="./file-432IQQJD.css";export{r as a};
