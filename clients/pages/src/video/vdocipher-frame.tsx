/** VdoCipher's player, for a film that lies there: it has its own buttons and writes the watermark itself. */

interface VdoCipherFrameProps {
  title: string;
  otp: string;
  playback_info: string;
}

export function VdoCipherFrame({ title, otp, playback_info: playbackInfo }: VdoCipherFrameProps) {
  const address = `https://player.vdocipher.com/v2/?${new URLSearchParams({ otp, playbackInfo }).toString()}`;
  return <iframe src={address} title={title} allow="encrypted-media; fullscreen" referrerPolicy="origin" />;
}
