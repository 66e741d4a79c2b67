/** Words that stand behind the name of a secret in sentences and say something of it, or go on. */
const words = new Set(
  [
    'a an the this that these those it its is was are were be been being has have had do does did can could may might must shall should will would',
    'not no never none now still already yet only also too very and or but nor if when where while because since so as at by for from in into of off on onto out over to under up with without within',
    'absent accepted complete whole intact safe active ready alive fresh right read-only endpoint bucket response auth header headers body url urls uri lookup call session challenge pair pairs material agreement policy provider login logon logins page form dialog box via method methods change update check authorizations authorization auths stdin access accidentally added administrator again allowed authentication authenticated authorised authorized available bad based before bits blank blocked cached cannot cant changed changes check checked checks claim cleared command complexity compromised configured contains correct could created credential credentials decryption default denied deleted deprecated different disabled does doesnt empty enabled encrypted encryption entered entry equals error exchange exists expected expiration expired expires expiry exposed failed fails failure field fields file files forbidden format found generated generation given good granted hash hashed hashes hashing hidden id identical identifier ignored incomplete incorrect inactive input inside invalid issued issuer itself kept key keys known last length lifetime loaded locked login long lost made malformed management manager mandatory masked match matched matches mechanism mismatch mismatched missing mode must name names needed needs new nor null obtained off old omitted ok okay on option optional or other outdated parameter parse path permission permissions permitted please policies policy present previous prompt prompts protected provided provider quality quoted read received recovery refresh refreshed refused rejected removed renewed replaced request requested requests required requirement requirements requires reset resets returned revoked right rotated rotation rule rules saved scope scopes secret secrets secure sent server service set setting settings shared short should shown size specified spelled stale storage store stored strength string strong supplied supported taken temporary them then there token tokens too type types unavailable unchanged undefined unexpected unknown unset unsupported unused unusable update updated used user username usage using usual valid validated validation value values verification verified verify version was weak will wrong wrongly yours your you we they',
    'abgelaufen abgelehnt akzeptiert bei das der die ein eine einer erforderlich falsch fehlt fehlerhaft fur für gesetzt gespeichert geandert geändert gultig gültig im in ist kein keine korrekt leer mit muss nicht nochmal oder richtig soll und ungultig ungültig unbekannt vergessen von war wird wurde zu',
  ]
    .join(' ')
    .split(' '),
);

/** Does the word say in which state something is, or does a sentence go on with it? Else it may be the value itself. */
export function isStateWord(text: string): boolean {
  const plain = text
    .toLowerCase()
    .replace(/[.,;:!?)\]}"'`\\]{1,8}$/, '')
    .replace(/'t$/, 't');
  return plain.length <= 1 || words.has(plain) || /^[^\p{L}\p{N}]*$/u.test(plain);
}
