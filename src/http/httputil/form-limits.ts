import { anyValue, OptionRules, text, trueOrFalse } from "../../base/errors/internal.ts";

/** How forms are read, and how much of them. */
export interface FormOptions {
  /** The most fields of a form, urlencoded or multipart; beyond it 413. Default: 1,000. */
  readonly maxFields?: number;
  /** The most bytes of one field, in a urlencoded form with its name; beyond it 413. Default: 1,048,576. */
  readonly maxFieldSize?: number;
  /** The most bytes of one file; beyond it 413. Default: no other limit than that of the body. */
  readonly maxFileSize?: number;
  /** The most parts, fields and files together, of a multipart form; beyond it 413. Default: 100. */
  readonly maxParts?: number;
  /** The most header fields of one part; beyond it 413. Default: 20. */
  readonly maxPartHeaders?: number;
  /** The most bytes of the header fields of one part; beyond it 413. Default: 10,240. */
  readonly maxPartHeaderSize?: number;
  /** Take multipart forms apart; `false` leaves them in `request.body` as they came. Default: `true`. */
  readonly multipart?: boolean;
  /** A file of more bytes than this goes to disk while it arrives; 0: each that has any. Default: none does. */
  readonly spoolAbove?: number;
  /** Where the private folders for files on disk are made. Default: the system's folder for temporary files. */
  readonly spoolFolder?: string;
}

/** Options of a form; whether their numbers are in range {@link FormLimits} says. */
export const formRules = new OptionRules<FormOptions>("read forms", {
  maxFields: anyValue,
  maxFieldSize: anyValue,
  maxFileSize: anyValue,
  maxParts: anyValue,
  maxPartHeaders: anyValue,
  maxPartHeaderSize: anyValue,
  multipart: trueOrFalse,
  spoolAbove: anyValue,
  spoolFolder: text,
});

/**
 * The options of a form with every default filled in.
 *
 * @see tornado.httputil.ParseBodyConfig
 */
export class FormLimits {
  readonly maxFields: number;
  readonly maxFieldSize: number;
  readonly maxFileSize: number;
  readonly maxParts: number;
  readonly maxPartHeaders: number;
  readonly maxPartHeaderSize: number;
  readonly multipart: boolean;
  readonly spoolAbove: number;
  readonly spoolFolder: string | undefined;

  /** @throws {RangeError} if a number is out of its range */
  constructor(options: FormOptions = {}) {
    formRules.check(options);
    this.maxFields = checked("maxFields", options.maxFields ?? 1000);
    this.maxFieldSize = checked("maxFieldSize", options.maxFieldSize ?? 1_048_576);
    this.maxFileSize = checked("maxFileSize", options.maxFileSize ?? Number.POSITIVE_INFINITY);
    this.maxParts = checked("maxParts", options.maxParts ?? 100);
    this.maxPartHeaders = checked("maxPartHeaders", options.maxPartHeaders ?? 20);
    this.maxPartHeaderSize = checked("maxPartHeaderSize", options.maxPartHeaderSize ?? 10_240);
    this.multipart = options.multipart ?? true;
    this.spoolAbove = checked("spoolAbove", options.spoolAbove ?? Number.POSITIVE_INFINITY);
    this.spoolFolder = options.spoolFolder;
  }
}

/** Every default. */
export const defaultFormLimits: FormLimits = new FormLimits();

function checked(name: string, value: number): number {
  if (value >= 0 && (Number.isSafeInteger(value) || value === Number.POSITIVE_INFINITY)) return value;
  throw new RangeError(
    `Cannot use ${name} as it has to be a whole number from 0, or Infinity: current value is ${value}`,
  );
}
