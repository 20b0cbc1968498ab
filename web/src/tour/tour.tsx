export default function Tour() {
  return null;
}
